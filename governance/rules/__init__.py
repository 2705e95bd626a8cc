"""Who may do what, what may follow what, and the rule of a round in words. Pure: no writing, no queries.

How each way of voting is counted stands in `governance.counting`, which knows nothing of Django.
"""
