"""Invented names that can be said in Russian, Polish and English, and real towns to put them in."""

# Kind of client, and the word that its names carry.
SEGMENTS = {
    "Wholesaler": "Opt", "Contractor": "Stroy", "Heat supply": "Term", "Water utility": "Aqua",
    "Chemical plant": "Chem", "Machine builder": "Mash", "Oil and gas": "Neft", "Dealer": "Torg",
}
ORDINARY_SEGMENTS = ("Wholesaler", "Contractor", "Contractor", "Heat supply", "Machine builder",
                     "Oil and gas", "Dealer", "Dealer", "Wholesaler", "Chemical plant")

STEMS = (
    "Alta", "Ambra", "Balt", "Barka", "Bastion", "Bazalt", "Berkut", "Bora", "Brama", "Delta", "Dolina",
    "Duna", "Ekran", "Elba", "Fakt", "Fokus", "Fort", "Gamma", "Garant", "Gavan", "Gorka", "Grot", "Ikar",
    "Impuls", "Indra", "Iskra", "Kama", "Kanton", "Karat", "Klin", "Kometa", "Kontur", "Korund", "Kvant",
    "Lagoda", "Limba", "Magma", "Metron", "Mira", "Modul", "Monolit", "Narva", "Nika", "Nord", "Nova",
    "Oaza", "Opal", "Orion", "Panorama", "Parma", "Perla", "Pilot", "Prizma", "Profil", "Radar", "Reduta",
    "Rodnik", "Rubin", "Saga", "Salma", "Selena", "Signal", "Sokol", "Solar", "Sonet", "Start", "Tandem",
    "Temp", "Terra", "Titan", "Topaz", "Trakt", "Triada", "Turbina", "Uran", "Vektor", "Vela", "Vertikal",
    "Vesta", "Zaria", "Zlata", "Zubr",
)

TOWNS = (
    "Тула", "Пермь", "Казань", "Уфа", "Омск", "Самара", "Рязань", "Тверь", "Калуга", "Вологда", "Киров",
    "Пенза", "Курск", "Орёл", "Тамбов", "Липецк", "Брянск", "Псков", "Саратов", "Воронеж", "Ижевск", "Тюмень",
    "Томск", "Барнаул", "Иваново", "Кострома", "Владимир", "Смоленск", "Челябинск", "Ярославль",
)
STREETS = (
    "ул. Заводская", "ул. Речная", "ул. Садовая", "ул. Мира", "ул. Лесная", "ул. Труда", "пр. Победы",
    "ул. Складская", "ул. Новая", "ул. Полевая", "Промышленный пр.", "ул. Озёрная", "ул. Вокзальная",
)
