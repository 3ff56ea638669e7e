// A CSV source and its rows for the tests of CSV documents.
#pragma once

#include <string>

#include "decode_case.hpp"

namespace raccordo::codecs {

inline constexpr const char* kFields =
    "fields:\n"
    "  record_id: {from: ID}\n"
    "  owner: {from: COMUNE, type: istat}\n"
    "  opened: {from: DAL, type: date}\n"
    "  person: {from: CF, type: person-id}\n"
    "  person.household.type: {from: NOTE, map: note}\n";

/// `csv`: the dialect; `more`: fields after those above; `head`: lines of the profile before them.
inline Profile profile(const std::string& csv = "delimiter: \";\"", const std::string& more = "",
                       const std::string& head = "") {
  return test_profile("source: prova\nformat: csv\ncsv: {" + csv + "}\n" + head + kFields + more);
}

inline const std::string kHeader = "ID;COMUNE;DAL;CF;NOTE\r\n";
inline std::string row(const std::string& id, const std::string& note = "") {
  return id + ";016024;2017-03-01;RSSMRA80A01F205X;" + note + "\r\n";
}

}  // namespace raccordo::codecs
