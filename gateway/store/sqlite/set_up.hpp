// Settings of SQLite for the whole process. Called before a file is opened.
#pragma once

namespace raccordo::store {

/// SQLite recognises a full disk only by ENOSPC: a quota (EDQUOT) and a file size limit (EFBIG) are reported
/// to it as ENOSPC. It does not count the memory that it uses, because all threads would wait for one mutex
/// at each allocation. Takes effect once; further calls do nothing.
void set_up_sqlite();

}  // namespace raccordo::store
