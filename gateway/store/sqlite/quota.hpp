// SQLite recognises a full disk only by ENOSPC. A quota (EDQUOT) and a file size limit (EFBIG) are reported
// to SQLite as ENOSPC. Called before a file is opened.
#pragma once

namespace raccordo::store {

/// Takes effect once; further calls do nothing.
void tell_sqlite_of_quotas();

}  // namespace raccordo::store
