// Parts of `raccordo release` in files of their own. Called by verb_release.cpp.
#pragma once

#include <string>

#include "app/cli/verbs.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// `release verify`, from the store and, for the certificates, the sealing key: needs no mappings and no
/// other key. Prints every breach, with ledger row, table and cell, and every part that could not be checked.
/// Exit code 0 if everything was checked without a breach.
int verify_stored_release(const Config& config, const std::string& id, Output output);

/// `release report`: writes the report to `options.out`. Exit code 1 if a release is missing or not finished,
/// if the two cannot be compared, or if the file cannot be written or exists with other content without
/// `force`.
int write_stored_report(const Config& config, store::Releases& store, const ReleaseOptions& options,
                        Output output);
/// The exit code of `release microdata` if the register was written but shown counts of persons from Ambito
/// up do not all come out.
inline constexpr int kInexactRegister = 3;

/// `release microdata`: a synthetic register made from one release, written as a new folder. Needs the store
/// only. Prints the fit of every table. Exit code 1 if the release shows no persons or the folder cannot be
/// written; then nothing is left.
int write_microdata(const Config& config, const ReleaseOptions& options, Output output);

}  // namespace raccordo::app
