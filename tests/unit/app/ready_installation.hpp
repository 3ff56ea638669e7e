// ReadyInstallation: files with which `serve` could start: configuration, certificates, keys, shipped
// mappings.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "app/rules/config.hpp"
#include "support/https_client.hpp"
#include "support/scratch_folder.hpp"

namespace raccordo::app {

class ReadyInstallation {
 protected:
  ReadyInstallation() {
    for (const auto* name : {"server.pem", "server.key", "ca.pem"}) {
      std::filesystem::copy_file(support::test_certificates() / name, folder_.path() / name);
    }
    folder_.write("clients.yaml",
                  "clients:\n  - {name: ats, san: 'dns:ats.example', rights: [administer, see-metadata], "
                  "comuni: all}\n");
    write_key("pseudonym.key", 'p');
    write_key("sealing.key", 's');
    const auto file =
        folder_.write("raccordo.yaml",
                      "tls:\n  certificate: server.pem\n  key: server.key\n  client_ca: ca.pem\n"
                      "clients: clients.yaml\nmappings: " +
                          std::filesystem::absolute("mappings").string() +
                          "\nlisten: 127.0.0.1:0\nadmin_listen: 127.0.0.1:0\n"
                          "store:\n  sqlite: store/raccordo.db\n"
                          "keys:\n  pseudonym: pseudonym.key\n  sealing: sealing.key\n");
    for (const auto* name : {"raccordo.yaml", "clients.yaml", "server.key"}) {
      std::filesystem::permissions(folder_.path() / name, static_cast<std::filesystem::perms>(0600));
    }
    auto loaded = load_config(file);
    if (!loaded) throw std::runtime_error(loaded.error().front().message);
    config_ = *loaded;
    std::filesystem::create_directories(config_.sqlite.parent_path());
  }
  static std::string read(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  void write_key(const std::string& name, char letter) const {
    std::string bytes;
    for (char i = 0; i < 32; ++i) bytes += static_cast<char>(letter + i);
    const auto file = folder_.write(name, bytes);
    std::filesystem::permissions(file, static_cast<std::filesystem::perms>(0600));
  }

  support::ScratchFolder folder_;
  Config config_;
};

}  // namespace raccordo::app
