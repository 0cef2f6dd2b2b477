"""For the tests of claims: one claim judged by the tables of a folder."""

from lib import claims, seeds


def judge(name, folder):
    """Return what the tables of a folder say of the claim with this id."""
    article, claim = next((a, c) for a in seeds.documents(folder) for c in a.claims if c.id == name)
    return claims.CHECKS[name](claim, article, folder)
