"""Accounts that carry a story: who they are, whose they are, what they bought in the last year."""

from dataclasses import dataclass

from casemaker.concession import CONCESSION, last_year_mln
from casemaker.periods import DEPARTURE
from casemaker.plan15 import PLAN, year0_mln
from casemaker.potential import NEW_LINE
from casemaker.service_facts import CHAIN, KILLER


@dataclass(frozen=True)
class Planted:
    """One legal entity of a story; amounts in mln RUB, ``mln_2025`` 0 when it never bought."""

    name: str
    segment: str
    manager: int
    mln_2025: float
    stories: tuple[int, ...]
    account: str = ""
    mln_2024: float | None = None
    town: str = ""


PLANTED = (
    Planted("Granit Sever", "Wholesaler", 1, 85.2, (1, 20), account="Granit Sever", town="Вологда"),
    Planted("Granit Centr", "Wholesaler", 5, 76.8, (1, 2, 20), account="Granit Sever", town="Тула"),
    Planted("Granit Yug", "Wholesaler", 7, 62.4, (1, 20), account="Granit Sever", town="Воронеж"),
    Planted(CHAIN.account, "Retail chain", 3, CHAIN.revenue_mln, (3, 19, 20), town="Самара"),
    Planted("Tundra Torg", "Dealer", 6, 5.52, (4,), town="Воркута"),
    Planted(NEW_LINE.account, "Machine builder", 4, NEW_LINE.revenue_mln, (5,), mln_2024=4.3),
    Planted("Meridian Neft", "Oil and gas", 7, 14.2, (6, 16, 20)),
    Planted("Strela Stroy", "Contractor", 3, 16.65, (7,), mln_2024=9.0),
    Planted(KILLER.account, "Heat supply", 1, KILLER.revenue_mln, (9, 16, 20), mln_2024=47.1),
    Planted(CONCESSION.account, "Heat supply", 6, last_year_mln(), (10,)),
    Planted(DEPARTURE.account, "Wholesaler", 6, sum(DEPARTURE.halves[2:]), (13,),
            mln_2024=sum(DEPARTURE.halves[:2])),
    Planted(DEPARTURE.twin, "Wholesaler", 4, sum(DEPARTURE.twin_halves[2:]), (13, 18),
            mln_2024=sum(DEPARTURE.twin_halves[:2])),
    Planted("Kobalt Chem", "Chemical plant", 4, 24.8, (14, 20)),
    Planted(PLAN.account, "Wholesaler", 7, sum(year0_mln().values()), (15, 18, 20)),
    Planted("Etalon Mash", "Machine builder", 6, 18.9, (17, 20)),
    Planted("Atlas Chem", "Chemical plant", 4, 0.0, (22,)),
    Planted("Sigma Chem", "Chemical plant", 4, 0.0, (22,)),
    Planted("Omega Chem", "Chemical plant", 4, 0.0, (22,)),
    Planted("Polana Aqua", "Water utility", 2, 11.4, (12, 21)),
    Planted("Kaskad Aqua", "Water utility", 2, 10.2, (12, 21)),
    Planted("Bravo Aqua", "Water utility", 2, 8.9, (12, 21)),
    Planted("Astra Aqua", "Water utility", 2, 8.1, (12, 21)),
    Planted("Dora Aqua", "Water utility", 2, 7.4, (12, 21)),
    Planted("Lava Aqua", "Water utility", 2, 6.7, (12, 21)),
    Planted("Osa Aqua", "Water utility", 2, 6.3, (12, 21)),
    Planted("Sirena Aqua", "Water utility", 2, 5.9, (12, 21)),
    Planted("Tila Aqua", "Water utility", 2, 5.7, (12, 21)),
    Planted("Vega Aqua", "Water utility", 2, 5.4, (12, 21)),
    Planted("Amur Term", "Heat supply", 2, 17.6, (12, 20)),
    Planted("Sfera Term", "Heat supply", 2, 12.9, (12, 20)),
    Planted("Silva Term", "Heat supply", 2, 8.5, (12,)),
    Planted("Pulsar Term", "Heat supply", 2, 7.0, (12,)),
    Planted("Olimpia Opt", "Wholesaler", 3, 33.1, (20,)),
    Planted("Horizont Neft", "Oil and gas", 4, 29.3, (20,)),
    Planted("Bastila Stroy", "Contractor", 3, 26.2, (20,)),
    Planted("Metida Opt", "Wholesaler", 1, 20.4, (20,)),
    Planted("Karina Mash", "Machine builder", 5, 15.2, (20,)),
)

# Ordinary accounts of each manager: above story 5 in revenue, below it, and no longer buying.
ORDINARY = {1: (7, 6, 1), 2: (0, 1, 0), 3: (13, 2, 0), 4: (3, 6, 1), 5: (3, 9, 2), 6: (5, 7, 1),
            7: (4, 7, 1), 8: (3, 0, 0)}
NEVER_BOUGHT_ORDINARY = ("Reka Term", "Heat supply", 7)
# Two further accounts have two entities each: name of the second, manager, and how the client shows it.
PAIRS = {
    7: ("Kanton Opt", "Kanton Sklad", "same tax number"),
    5: ("Modul Torg", "Modul Torg Depot", "same name and same address"),
}
