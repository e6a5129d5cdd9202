"""Reading in: a report document that somebody hands over becomes rows to decide about, and then rows of a draft.

hand_over(report, file, name, by)   # the document is read, and its rows are stored; nothing of the draft changes
fill(report, rows)                  # rows of the document become rows of the draft
"""
