"""The models of the app `portal`. Django looks for them here; each stands in the wing that it belongs to."""

from portal.desk.models import Explanation, Publication, Task, Upload
from portal.search.models import SearchDocument, SearchIndex

__all__ = ["Explanation", "Publication", "SearchDocument", "SearchIndex", "Task", "Upload"]
