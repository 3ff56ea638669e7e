"""The base of the integration tests: an installation in a folder of its own, a started gateway, HTTPS clients."""
