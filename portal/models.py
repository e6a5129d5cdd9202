"""The models of the app `portal`. Django looks for models in this module; the packages below `portal` define them."""

from portal.desk.account_models import Invitation, StepReset
from portal.desk.models import CarriedRow, Explanation, Offer, Proposal, Publication, SavedForm, Task, Upload
from portal.desk.reading_models import ReadDocument, ReadRow
from portal.desk.source_models import SourceText
from portal.desk.team_models import Approval, PlannedPublication, PreviewLink, Remark
from portal.search.models import SearchDocument, SearchIndex
from portal.subscriptions.models import Choice, Subscriber
from portal.subscriptions.news_models import NewsItem

__all__ = [
    "Approval",
    "CarriedRow",
    "Choice",
    "Explanation",
    "Invitation",
    "NewsItem",
    "Offer",
    "PlannedPublication",
    "PreviewLink",
    "Proposal",
    "Publication",
    "ReadDocument",
    "ReadRow",
    "Remark",
    "SavedForm",
    "SearchDocument",
    "SearchIndex",
    "SourceText",
    "StepReset",
    "Subscriber",
    "Task",
    "Upload",
]
