// Files of keys and certificates are read without anybody at a terminal: OpenSSL would ask there for the
// password of a protected one, and wait.
#pragma once

namespace raccordo::net {

/// A password callback of OpenSSL that has none to give.
inline int refuse_password(char*, int, int, void*) { return -1; }

}  // namespace raccordo::net
