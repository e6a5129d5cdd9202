"""Opening of a document in a confined process: what comes out is a list of blocks."""

from portal.reading.opening.document import KINDS, UnreadableDocumentError, open_document

__all__ = ["KINDS", "UnreadableDocumentError", "open_document"]
