"""Notes and documents on the pages of customers, accounts and account sites (R-264).

kinds      what they are kept with, and which models, permissions and addresses that means
rows       the notes or documents of several kinds as one list
tables     those lists, and their filters
tab        the tab «Notes and Documents», and the pinned notes in the head of a record
notes      adding, changing, pinning, removing a note
documents  the same for documents, handing one out, and the list of all documents
"""
