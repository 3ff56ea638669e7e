"""What the integration tests stand on: an installation in a folder of its own, a started gateway, HTTPS clients."""
