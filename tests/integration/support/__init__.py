"""The base of the integration tests: an installation in its own folder, a started gateway, HTTPS clients."""
