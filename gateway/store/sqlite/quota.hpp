// SQLite knows one way for a disk to be full (ENOSPC). A quota of the user (EDQUOT) and a limit on the size
// of files (EFBIG) are no other: they are told to SQLite as that one. Called before a file is opened.
#pragma once

namespace raccordo::store {

/// Does its work once, however often it is called.
void tell_sqlite_of_quotas();

}  // namespace raccordo::store
