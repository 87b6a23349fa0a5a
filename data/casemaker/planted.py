"""Accounts that carry a story: who they are, whose they are, what they bought in the last year."""

from dataclasses import dataclass


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
    Planted("Kvarta Market", "Retail chain", 3, 115.2, (3, 19, 20), town="Самара"),
    Planted("Tundra Torg", "Dealer", 6, 5.52, (4,), town="Воркута"),
    Planted("Fenix Mash", "Machine builder", 4, 4.8, (5,), mln_2024=4.3),
    Planted("Meridian Neft", "Oil and gas", 7, 14.2, (6, 16, 20)),
    Planted("Strela Stroy", "Contractor", 3, 16.65, (7,), mln_2024=9.0),
    Planted("Orbita Energo", "Heat supply", 1, 52.0, (9, 16, 20), mln_2024=47.1),
    Planted("Zenit Energo", "Heat supply", 6, 54.57, (10,)),
    Planted("Lotos Opt", "Wholesaler", 6, 19.0, (13,), mln_2024=25.6),
    Planted("Lira Opt", "Wholesaler", 4, 21.0, (13, 18), mln_2024=20.5),
    Planted("Kobalt Chem", "Chemical plant", 4, 24.8, (14, 20)),
    Planted("Volna Opt", "Wholesaler", 7, 44.5, (15, 18, 20)),
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
