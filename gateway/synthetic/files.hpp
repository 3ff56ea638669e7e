// The files of a synthetic register: CSV of persons, cases and interventions, the codebook, the fit, and a
// text about them. Called by microdata.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "synthetic/fit.hpp"
#include "synthetic/microdata_file.hpp"
#include "synthetic/rows.hpp"

namespace raccordo::synthetic {

std::vector<MicrodataFile> write_files(const Vocabulary& vocabulary, const aggregate::Release& release,
                                       const Register& made, const std::vector<FitRow>& fit,
                                       std::uint64_t seed);

/// Parts of it, each in the file of its name.
std::string write_codebook(const Vocabulary& vocabulary, const Register& made);
std::string write_fit(const std::vector<FitRow>& fit);
std::string write_about(const aggregate::Release& release, const std::vector<FitRow>& fit,
                        std::uint64_t seed);

/// One row of CSV (RFC 4180), with line feed. Texts that look like formulas get an apostrophe.
std::string csv_row(const std::vector<std::string>& fields);

}  // namespace raccordo::synthetic
