"""The people who edit mapping tables: clients with their own certificates and different rights."""

import subprocess

ENTRY = """  - name: {name}
    fingerprint: "{fingerprint}"
    rights: [{rights}]
"""


def add_client(installation, name, *rights, more=""):
    """Issues a certificate and lists its holder, with `more` lines of YAML; before the gateway starts or is reloaded."""
    certs = installation.folder / "certs"
    installation.script("certs/issue", certs, "client", name)
    shown = subprocess.run(["openssl", "x509", "-in", certs / f"{name}.pem", "-noout", "-fingerprint", "-sha256"],
                           check=True, capture_output=True, text=True).stdout
    with open(installation.folder / "clients.yaml", "a") as clients:
        clients.write(ENTRY.format(name=name, fingerprint=shown.strip().split("=", 1)[1], rights=", ".join(rights)) + more)


def add_table_people(installation):
    """anna edits, bruno approves, carla does both."""
    add_client(installation, "anna", "edit-tables")
    add_client(installation, "bruno", "approve-tables")
    add_client(installation, "carla", "edit-tables", "approve-tables")
