// Reading of key and certificate files without a terminal: OpenSSL would ask there for the password of a
// protected file, and wait.
#pragma once

namespace raccordo::net {

/// A password callback of OpenSSL without a password.
inline int refuse_password(char*, int, int, void*) { return -1; }

}  // namespace raccordo::net
