"""Words of the French articles' readers, for the search."""

from __future__ import annotations

# The allies' names by code.
ALLIES = {
    "ALB": "Albanie", "BEL": "Belgique", "BGR": "Bulgarie", "CAN": "Canada", "CZE": "Tchéquie République tchèque",
    "DEU": "Allemagne", "DNK": "Danemark", "ESP": "Espagne", "EST": "Estonie", "FIN": "Finlande", "FRA": "France",
    "GBR": "Royaume-Uni", "GRC": "Grèce", "HRV": "Croatie", "HUN": "Hongrie", "ISL": "Islande", "ITA": "Italie",
    "LTU": "Lituanie", "LUX": "Luxembourg", "LVA": "Lettonie", "MKD": "Macédoine du Nord", "MNE": "Monténégro",
    "NLD": "Pays-Bas", "NOR": "Norvège", "POL": "Pologne", "PRT": "Portugal", "ROU": "Roumanie", "SVK": "Slovaquie",
    "SVN": "Slovénie", "SWE": "Suède", "TUR": "Turquie", "USA": "États-Unis",
}  # fmt: skip
