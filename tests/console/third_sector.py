"""`mensa`, a third-sector body that may send reports with the shipped source `terzo-settore`."""

from support.table_people import add_client


def add_third_sector(installation):
    """Before the gateway starts."""
    add_client(installation, "mensa", "submit", more="    sources: [terzo-settore]\n    comuni: all\n")
