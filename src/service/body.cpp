#include "service/body.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>

namespace crossroads::service {

namespace json = boost::json;

struct Object::Node {
  const json::object* object;
  std::string path;                     // empty at the top
  std::vector<std::string_view> asked;  // members; views of the object's own keys

  [[nodiscard]] std::string name_of(std::string_view member) const {
    return path.empty() ? std::string(member) : fmt::format("{}.{}", path, member);
  }
};

struct Body::Parsed {
  json::value value;
  json::object nothing;  // stands in for an object that isn't there
};

namespace {

constexpr std::size_t deepest = 16;

std::string one_of(std::span<const std::string_view> words) { return fmt::format("one of {}", fmt::join(words, ", ")); }

std::string between(std::size_t least, std::size_t most) { return fmt::format("a list of {} to {}", least, most); }

}  // namespace

Body::Body(std::string_view text) : parsed_(std::make_unique<Parsed>()) {
  json::parse_options options;
  options.max_depth = deepest;
  json::error_code error;
  parsed_->value = json::parse(json::string_view(text.data(), text.size()), error, {}, options);
  if (error) {
    issues_.push_back({IssueType::schema_violation, {}, fmt::format("JSON in UTF-8 that is not nested more than {} deep", deepest)});
    parsed_->value = json::object();
    readable_ = false;
  } else if (!parsed_->value.is_object()) {
    issues_.push_back({IssueType::schema_violation, {}, "a JSON object"});
    parsed_->value = json::object();
    readable_ = false;
  }
  nodes_.push_back(std::make_unique<Object::Node>(Object::Node{&parsed_->value.get_object(), {}, {}}));
}

Body::~Body() = default;

Object Body::root() { return {*this, *nodes_.front()}; }

std::vector<Issue> Body::issues() {
  // Where the body itself can't be read, that everything is missing says nothing more.
  if (!readable_) issues_.resize(1);
  for (const auto& node : nodes_) {
    for (const auto& [key, value] : *node->object) {
      const std::string_view member(key.data(), key.size());
      if (std::ranges::find(node->asked, member) != node->asked.end()) continue;
      // The name comes from outside, and might be anything.
      issues_.push_back({IssueType::unknown_input, node->path, "no other members than those of the OpenAPI document"});
      break;
    }
  }
  return std::move(issues_);
}

void Object::wrong(IssueType type, std::string_view member, std::string detail) {
  if (node_->object == &body_->parsed_->nothing) return;  // that the object itself isn't there has been said
  body_->issues_.push_back({type, node_->name_of(member), std::move(detail)});
}

bool Object::has(std::string_view member) const { return node_->object->if_contains({member.data(), member.size()}) != nullptr; }

const json::value* Object::find(std::string_view member, bool required) {
  const auto found = node_->object->find({member.data(), member.size()});
  if (found == node_->object->end()) {
    if (required) wrong(IssueType::required_input, member, "a value");
    return nullptr;
  }
  node_->asked.emplace_back(found->key().data(), found->key().size());
  return &found->value();
}

std::optional<std::string_view> Object::text_of(std::string_view member, bool required) {
  const auto* value = find(member, required);
  if (value == nullptr) return std::nullopt;
  if (const auto* text = value->if_string()) return std::string_view(text->data(), text->size());
  wrong(IssueType::schema_violation, member, "a text");
  return std::nullopt;
}

std::string Object::text(std::string_view member, std::size_t longest) {
  const auto found = text_of(member, true);
  if (!found) return {};
  if (found->size() <= longest && !found->empty()) return std::string(*found);
  wrong(IssueType::schema_violation, member, fmt::format("a text of 1 to {} bytes", longest));
  return {};
}

std::optional<std::size_t> Object::index_of(std::string_view member, std::span<const std::string_view> words, bool required) {
  const auto text = text_of(member, required);
  if (!text) return std::nullopt;
  const auto found = std::ranges::find(words, *text);
  if (found != words.end() && !text->empty()) return static_cast<std::size_t>(found - words.begin());
  wrong(IssueType::schema_violation, member, one_of(words));
  return std::nullopt;
}

std::vector<std::string_view> Object::texts(std::string_view member, std::size_t least, std::size_t most) {
  const auto* value = find(member, true);
  if (value == nullptr) return {};
  const auto* list = value->if_array();
  if (list == nullptr || list->size() < least || list->size() > most) {
    wrong(IssueType::schema_violation, member, between(least, most));
    return {};
  }
  std::vector<std::string_view> all;
  for (const auto& one : *list) {
    const auto* text = one.if_string();
    if (text == nullptr) {
      wrong(IssueType::schema_violation, fmt::format("{}[{}]", member, all.size()), "a text");
      return {};
    }
    all.emplace_back(text->data(), text->size());
  }
  return all;
}

std::vector<std::size_t> Object::words(std::string_view member, std::span<const std::string_view> words) {
  std::vector<std::size_t> places;
  const auto found = texts(member, 1, words.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto place = static_cast<std::size_t>(std::ranges::find(words, found[i]) - words.begin());
    if (place < words.size() && std::ranges::find(places, place) == places.end()) {
      places.push_back(place);
    } else {
      wrong(IssueType::schema_violation, fmt::format("{}[{}]", member, i), one_of(words) + ", each once");
    }
  }
  return places;
}

std::int64_t Object::number(std::string_view member, std::int64_t least, std::int64_t most) {
  const auto* value = find(member, true);
  if (value == nullptr) return least;
  const auto expected = fmt::format("a whole number from {} to {}", least, most);
  json::error_code error;
  const auto found = value->is_int64() || value->is_uint64() ? value->to_number<std::int64_t>(error) : 0;
  if ((!value->is_int64() && !value->is_uint64())) {
    wrong(IssueType::schema_violation, member, expected);
  } else if (error || found < least || found > most) {
    wrong(IssueType::out_of_range, member, expected);
  } else {
    return found;
  }
  return least;
}

bool Object::truth(std::string_view member) {
  const auto* value = find(member, true);
  if (value == nullptr) return false;
  if (const auto* truth = value->if_bool()) return *truth;
  wrong(IssueType::schema_violation, member, "true or false");
  return false;
}

Object Object::object(std::string_view member) {
  const auto* value = find(member, true);
  const json::object* found = value != nullptr ? value->if_object() : nullptr;
  if (value != nullptr && found == nullptr) wrong(IssueType::schema_violation, member, "an object");
  if (found == nullptr) found = &body_->parsed_->nothing;
  body_->nodes_.push_back(std::make_unique<Node>(Node{found, node_->name_of(member), {}}));
  return {*body_, *body_->nodes_.back()};
}

std::vector<Object> Object::objects(std::string_view member, std::size_t least, std::size_t most) {
  const auto* value = find(member, true);
  if (value == nullptr) return {};
  const auto* list = value->if_array();
  if (list == nullptr || list->size() < least || list->size() > most) {
    wrong(IssueType::schema_violation, member, between(least, most) + " objects");
    return {};
  }
  std::vector<Object> all;
  for (const auto& one : *list) {
    const auto* object = one.if_object();
    if (object == nullptr) {
      wrong(IssueType::schema_violation, fmt::format("{}[{}]", member, all.size()), "an object");
      return {};
    }
    body_->nodes_.push_back(std::make_unique<Node>(Node{object, fmt::format("{}[{}]", node_->name_of(member), all.size()), {}}));
    all.push_back({*body_, *body_->nodes_.back()});
  }
  return all;
}

}  // namespace crossroads::service
