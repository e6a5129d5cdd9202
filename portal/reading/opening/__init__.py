"""Opening of a document in a confined process: what comes out is a list of blocks."""

from portal.reading.opening.document import KINDS, UnreadableError, open_document

__all__ = ["KINDS", "UnreadableError", "open_document"]
