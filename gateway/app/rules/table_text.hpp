// What an uploaded mapping table must not contain, and what `check` warns of in the files of mappings/.
// Versions of tables are kept for good and any client may read them (FHIR ConceptMap), so no erasure reaches
// a person who is named in one.
#pragma once

#include <string>

#include "base/digest.hpp"
#include "base/file_fault.hpp"
#include "base/result.hpp"
#include "mapping/table.hpp"

namespace raccordo::app {

/// A fault for each cell of `table` that contains what looks like an identifier of a person (the message does
/// not repeat it), and for each label, comment or further column with a character that cannot be seen or
/// changes how the text is shown. Codes in the masked form of the worklist are no fault. With the pseudonym
/// key, the message shows the masked form of a code. Pure.
base::FileFaults faults_of_texts(const mapping::Table& table, const std::string& file,
                                 const base::Hmac* key = nullptr);

/// The table, or its faults.
base::Result<mapping::Table, base::FileFaults> with_sound_texts(
    base::Result<mapping::Table, base::FileFaults> table, const std::string& file);

}  // namespace raccordo::app
