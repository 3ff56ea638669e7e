// One act of the journal as text. Internal to app/backup.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/interface/keepsakes.hpp"

namespace raccordo::app {

std::string write_act(const store::Keepsake& act);
/// Nothing if the text is not as write_act makes it.
std::optional<store::Keepsake> read_act(std::string_view json);

}  // namespace raccordo::app
