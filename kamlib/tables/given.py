"""The tables that a study gives: what a client's files are turned into."""

from kamlib.tables.schema import Column, Table
from kamlib.text import N_

SALES = Table(
    "sales",
    N_("one row for each line sold, returned or credited"),
    {
        "account": Column(N_("client as the file names it: number, code or name"), required=True),
        "date": Column(N_("day of the sale or invoice"), "date", required=True),
        "amount": Column(N_("net amount of the line; returns negative"), "number", "money", required=True),
        "name": Column(N_("name of the client, where account is a code"), enables=N_("names beside codes")),
        "product": Column(N_("article sold"), enables=N_("articles per account")),
        "group": Column(N_("product group"), enables=N_("breadth of purchases and the white-space map")),
        "quantity": Column(
            N_("pieces or units; returns negative"),
            "number",
            "pieces",
            enables=N_("growth split into price and quantity"),
        ),
        "cost": Column(
            N_("cost of the goods of the line"),
            "number",
            "money",
            enables=N_("margin and the whale curve"),
        ),
        "invoice": Column(N_("number of the invoice or order"), enables=N_("orders counted, order value")),
        "line": Column(N_("line of the invoice"), enables=N_("repeated lines told from look-alikes")),
        "due": Column(N_("day payment is due"), "date", enables=N_("payment discipline")),
        "paid": Column(N_("day payment came; empty when open"), "date", enables=N_("payment discipline")),
        "currency": Column(N_("currency of the amount"), enables=N_("several currencies in one study")),
        "manager": Column(N_("our manager of the sale"), names="ours",
                          enables=N_("dependence of each manager")),
        "vat": Column(
            N_("VAT contained in or added to the amount"),
            "number",
            "money",
            enables=N_("amounts net of VAT"),
        ),
    },
)

ACCOUNTS = Table(
    "accounts",
    N_("one row for each client, buying or not"),
    {
        "account": Column(N_("client, as the sales table names it"), required=True),
        "name": Column(N_("name of the client"), enables=N_("names beside codes")),
        "manager": Column(N_("our manager today"), names="ours", enables=N_("today's owner of each account")),
        "tax_id": Column(N_("tax number of the legal entity"), enables=N_("entities grouped by tax number")),
        "address": Column(N_("address"), enables=N_("entities grouped by address")),
        "city": Column(N_("town"), enables=N_("geography")),
        "segment": Column(N_("kind of client"), enables=N_("comparison within a segment")),
        "since": Column(N_("first day of the relationship"), "date", enables=N_("tenure beyond the file")),
        "turnover": Column(
            N_("what the client itself sells in a year"),
            "number",
            "money",
            enables=N_("an upper bound for what it can buy"),
        ),
        "credit_limit": Column(
            N_("how much the client may owe us at once"),
            "number",
            "money",
            enables=N_("an offer stopped before the meeting, not after it"),
        ),
        "parent": Column(N_("company that the client belongs to, by code or name")),
    },
)

PARENTS = Table(
    "parents",
    N_("one row for each client that belongs to another company, where the list of clients does not say so"),
    {
        "account": Column(N_("client, by code or name"), required=True),
        "parent": Column(N_("company that the client belongs to, by code or name"), required=True),
    },
)

SERVICE_COSTS = Table(
    "service_costs",
    N_("what it costs to serve an account, beyond the goods"),
    {
        "account": Column(N_("client, as the sales table names it"), required=True),
        "year": Column(N_("calendar year"), "number", required=True),
        "kind": Column(N_("kind of cost: delivery, returns, capital ..."), required=True),
        "amount": Column(N_("cost in the year"), "number", "money", required=True),
    },
)

QUOTAS = Table(
    "quotas",
    N_("one row for each manager and stretch of time: what he was to sell"),
    {
        "manager": Column(N_("our manager, as the sales name him"), names="ours", required=True),
        "date": Column(N_("first day of the month, quarter or year"), "date", required=True),
        "amount": Column(N_("sales planned"), "number", "money", required=True),
    },
)

CONTACTS = Table(
    "contacts",
    N_("one row for each person at a client whom the files name"),
    {
        "account": Column(N_("client, as the sales table names it"), required=True),
        "name": Column(N_("name of the person"), names="theirs", required=True),
        "position": Column(N_("what the person is there; a title says nothing about the role in a purchase")),
    },
)

GIVEN = {table.name: table for table in (SALES, ACCOUNTS, PARENTS, SERVICE_COSTS, QUOTAS, CONTACTS)}
