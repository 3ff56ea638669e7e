#include "codecs/xml/record_cutter.hpp"

namespace raccordo::codecs::xml {

std::string RecordCutter::path_of_child(const Name& name, Role role) {
  const bool is_root = ancestors_.size() == 1;
  const std::uint64_t number = ++ancestors_.back().children[&name];
  std::string path = ancestors_.back().path + "/" + name.local;
  if (number > 1 || (role == Role::record && !is_root)) path += "[" + std::to_string(number) + "]";
  return path;
}

bool RecordCutter::start(const Tag& tag, const Attributes& attributes) {
  if (++depth_ > limits_.depth) return false;
  if (root_name_ == nullptr) root_name_ = tag.name;
  if (is_skipping_) return true;
  if (tree_ != nullptr) {
    tree_->open(*tag.name, tag.line);
  } else {
    names_.push_back(tag.name);
    const bool is_record = path_.matches(names_);
    std::string path = path_of_child(*tag.name, is_record ? Role::record : Role::wrapper);
    if (path.size() > kLongestPath) return false;
    if (!is_record) {
      ancestors_.push_back({std::move(path), {}});
      return true;
    }
    begin_record(tag, std::move(path));
  }
  const auto element = static_cast<XmlTree::Index>(tree_->elements().size() - 1);
  for (const auto& [name, value] : attributes) tree_->add_attribute(element, *name, value);
  weigh(tag.end);
  return true;
}

void RecordCutter::begin_record(const Tag& tag, std::string path) {
  ++records_;
  record_depth_ = depth_;
  record_begin_ = tag.begin;
  record_place_.kind = model::Place::Kind::xml;
  record_place_.number = tag.line;
  record_place_.path = path;
  tree_ = fresh_tree();
  tree_->clear(std::move(path));
  tree_->open(*tag.name, tag.line);
}

std::unique_ptr<XmlTree> RecordCutter::fresh_tree() {
  if (spare_.empty()) {
    ++trees_made_;
    return std::make_unique<XmlTree>();
  }
  auto tree = std::move(spare_.back());
  spare_.pop_back();
  return tree;
}

void RecordCutter::weigh(std::uint64_t end) {
  if (tree_ == nullptr) return;
  if (end - record_begin_ <= limits_.record && tree_->nodes() <= kMaxNodes) return;
  recycle(std::move(tree_));
  is_skipping_ = true;
}

void RecordCutter::text(std::string_view text, std::uint64_t end) {
  if (tree_ == nullptr) return;
  tree_->add_text(text);
  weigh(end);
}

void RecordCutter::end(std::uint64_t end) {
  const std::size_t depth = depth_--;
  if (!is_in_record()) {
    ancestors_.pop_back();
    names_.pop_back();
    return;
  }
  if (tree_ != nullptr) tree_->close();
  weigh(end);
  if (depth == record_depth_) end_record();
}

void RecordCutter::end_record() {
  Framed framed;
  framed.number = records_;
  if (is_skipping_) framed.oversize = too_large();
  framed.tree = std::move(tree_);
  ready_.push_back(std::move(framed));
  tree_ = nullptr;
  is_skipping_ = false;
  names_.pop_back();
}

model::Issue RecordCutter::too_large() const {
  model::Issue issue;
  issue.record = records_;
  issue.code = model::IssueCode::record_too_large;
  issue.outcome = model::Outcome::rejected;
  issue.at = record_place_;
  issue.message = "the record is larger than " + std::to_string(limits_.record) +
                  " bytes or has too many elements; send less in one record";
  return issue;
}

std::optional<Framed> RecordCutter::take() {
  if (ready_.empty()) return std::nullopt;
  Framed framed = std::move(ready_.front());
  ready_.pop_front();
  return framed;
}

}  // namespace raccordo::codecs::xml
