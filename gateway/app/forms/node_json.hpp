// A node as JSON: in /status, and for `raccordo nodes list --json`.
#pragma once

#include "base/json.hpp"
#include "store/interface/nodes.hpp"

namespace raccordo::app {

/// `{"node","live","program","tables","started_at","counts_until"}`; times are the database's.
void write_node(base::JsonWriter& writer, const store::NodeRow& node);

}  // namespace raccordo::app
