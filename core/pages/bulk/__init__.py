"""Bulk edit: rows are marked in a list, a change is chosen, its preview looked at, and then it is made.

# accounts/pages/bulk.py
class ChangeAccounts(BulkChange):
    permission = "accounts.change_account"
    model = Account
    fields = ("classification", "sales_channel")    # what may be changed so; each is chosen from a list

# accounts/pages/tables.py: the boxes, and below the table the way to that page
class AccountTable(Table):
    pick = PickColumn("accounts:bulk", CHANGE_ACCOUNT)
"""
