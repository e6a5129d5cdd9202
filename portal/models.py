"""The models of the app `portal`. Django looks for models in this module; the packages below `portal` define them."""

from portal.desk.models import Explanation, Publication, SavedForm, Task, Upload
from portal.search.models import SearchDocument, SearchIndex

__all__ = ["Explanation", "Publication", "SavedForm", "SearchDocument", "SearchIndex", "Task", "Upload"]
