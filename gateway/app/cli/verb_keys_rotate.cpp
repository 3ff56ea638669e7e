#include <chrono>
#include <filesystem>
#include <functional>
#include <iostream>

#include "app/backup/key_rotation.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/progress.hpp"
#include "app/cli/verbs.hpp"
#include "base/json.hpp"
#include "privacy/keys.hpp"
#include "store/open/sole_use.hpp"
#include "store/open/store_check.hpp"

namespace raccordo::app {
namespace {

using namespace std::chrono_literals;

using Rotate = base::Result<Rotated> (*)(const Config&, store::KeyTurn&, const RotationProgress&);

struct Rotation {
  std::string name;
  std::filesystem::path file;
  Rotate rotate;
  std::string work;  ///< for the progress
};

base::Result<Rotated> rotate(const Config& config, const Rotation& rotation, std::chrono::seconds wait) {
  const auto store = config.sqlite.string();
  // Before anybody must make way.
  if (auto wrong = privacy::fault_of_appending(rotation.file)) return base::fault(std::move(*wrong));
  const auto turn = store::KeyTurn::take(store);
  if (!turn) return turn.error();
  if (!(*turn)->close_gate(0s)) {
    std::cerr
        << "Waiting, at most " << wait.count()
        << " seconds, until no program uses the keys; a running gateway pauses and continues by itself.\n";
    if (const auto closed = (*turn)->close_gate(wait); !closed) return closed.error();
  }
  const auto alone = store::SoleUse::take(config.place());
  if (!alone) return alone.error();
  Progress progress(rotation.work, 0);
  return rotation.rotate(config, **turn, [&](std::uint64_t done, std::uint64_t) { progress.at(done); });
}

void print(const Rotation& rotation, const Rotated& rotated, Output output,
           const std::function<void(base::JsonWriter&)>& figures, const std::string& sentence) {
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    base::put(writer, "key", rotation.name);
    base::put_number(writer, "generation", rotated.generation);
    base::key(writer, "continued");
    writer.Bool(rotated.continued);
    figures(writer);
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
    return;
  }
  std::cout << sentence << " Generation " << rotated.generation << " of " << rotation.file.string()
            << " is in force";
  if (rotated.continued) std::cout << "; it was there already, from a rotation that was not finished";
  std::cout << ".\nCopy the key file now to where its copies are kept: without the new generation the store "
               "cannot be used. Keep the older generations, which are in the same file: backups and evidence "
               "need them.\n";
}

/// Of a store that does not exist nothing would be rotated; `keys init` makes the keys of a new one.
int refuse_without_store(const Config& config, Output output) {
  return report_failure("not-found", "there is no store " + config.place().shown() + "; nothing was rotated",
                        output);
}

}  // namespace

int run_keys_rotate_sealing(const Config& config, const KeyRotationOptions& options, Output output) {
  if (!store::store_exists(config.place())) return refuse_without_store(config, output);
  const Rotation rotation{"sealing", config.sealing_key, rotate_sealing, "sealing again"};
  const auto rotated = rotate(config, rotation, std::chrono::seconds(options.wait));
  if (!rotated) return report_failure("failed", rotated.error().message, output);
  print(
      rotation, *rotated, output,
      [&](base::JsonWriter& writer) {
        base::put_number(writer, "resealed", rotated->resealed);
        base::put_number(writer, "unread", rotated->unread);
      },
      "Sealed again: " + std::to_string(rotated->resealed) +
          " sealed texts: identifiers, waiting records, exchanges." +
          (rotated->unread == 0 ? ""
                                : " " + std::to_string(rotated->unread) +
                                      " do not open with any generation and were left as they are."));
  return 0;
}

int run_keys_rotate_pseudonym(const Config& config, const KeyRotationOptions& options, Output output) {
  if (!store::store_exists(config.place())) return refuse_without_store(config, output);
  const Rotation rotation{"pseudonym", config.pseudonym_key, rotate_pseudonym, "computing pseudonyms"};
  const auto rotated = rotate(config, rotation, std::chrono::seconds(options.wait));
  if (!rotated) return report_failure("failed", rotated.error().message, output);
  const auto& done = rotated->pseudonyms;
  print(
      rotation, *rotated, output,
      [&](base::JsonWriter& writer) {
        base::put_number(writer, "persons", done.persons);
        base::put_number(writer, "waiting", done.waiting);
        base::put_number(writer, "exchanges", done.exchanges);
        base::put_number(writer, "restrictions", done.restrictions);
        base::put_number(writer, "unread", done.unread);
      },
      "New pseudonyms: " + std::to_string(done.persons) + " persons, " + std::to_string(done.waiting) +
          " waiting records, " + std::to_string(done.exchanges) + " exchanges." +
          (done.unread == 0
               ? ""
               : " " + std::to_string(done.unread) +
                     " waiting records or exchanges do not open and keep their former pseudonym; searches "
                     "find them by it."));
  return 0;
}

}  // namespace raccordo::app
