// The parts of a FaultyStore that several nodes share: nodes, waiting bodies in the database.
#pragma once

#include "store/interface/case_store.hpp"
#include "support/fault_plan.hpp"

namespace raccordo::store {

class FaultyNodes final : public Nodes {
 public:
  FaultyNodes(Nodes& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  bool are_several() const override { return inner_.are_several(); }
  base::Instant now() override {
    plan_.step();
    return inner_.now();
  }
  void beat(std::string program, std::int64_t generation, Done<bool> done) override {
    plan_.admitted<bool>(std::move(done), [&](Done<bool> then) {
      inner_.beat(std::move(program), generation, std::move(then));
    });
  }
  void leave(Done<bool> done) override {
    plan_.admitted<bool>(std::move(done), [&](Done<bool> then) { inner_.leave(std::move(then)); });
  }
  std::vector<NodeRow> list() override {
    plan_.step();
    return inner_.list();
  }
  void forget(std::string name, AuditEvent event, Done<NodeForgotten> done) override {
    plan_.admitted<NodeForgotten>(std::move(done), [&](Done<NodeForgotten> then) {
      inner_.forget(std::move(name), std::move(event), std::move(then));
    });
  }

 private:
  Nodes& inner_;
  support::FaultPlan& plan_;
};

class FaultyBodyChunks final : public BodyChunks {
 public:
  FaultyBodyChunks(BodyChunks& inner, support::FaultPlan& plan) : inner_(inner), plan_(plan) {}
  void put(ChunkPiece piece, Done<bool> done) override {
    plan_.write<bool>(std::move(done),
                      [&](Done<bool> then) { inner_.put(std::move(piece), std::move(then)); });
  }
  std::vector<std::string> read(std::string_view body, std::int64_t first, std::size_t limit) override {
    plan_.step();
    return inner_.read(body, first, limit);
  }
  std::uint64_t size(std::string_view body) override {
    plan_.step();
    return inner_.size(body);
  }
  std::map<std::string, std::uint64_t> held() override {
    plan_.step();
    return inner_.held();
  }
  void remove(std::string body, Done<bool> done) override {
    plan_.admitted<bool>(std::move(done),
                         [&](Done<bool> then) { inner_.remove(std::move(body), std::move(then)); });
  }
  void remove_stray(Done<std::uint64_t> done) override {
    plan_.admitted<std::uint64_t>(std::move(done),
                                  [&](Done<std::uint64_t> then) { inner_.remove_stray(std::move(then)); });
  }

 private:
  BodyChunks& inner_;
  support::FaultPlan& plan_;
};

}  // namespace raccordo::store
