// The body of a request or of an answer, read member by member. Everything that is wrong with it is said at once, and nothing that stood in it is.
#pragma once

#include <boost/json/fwd.hpp>

#include <concepts>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "service/problem_document.hpp"

namespace crossroads::service {

class Body;

/// What `Result<T> parse(std::string_view)` understands: T.
template <class Parse>
using Understood = typename std::invoke_result_t<Parse, std::string_view>::value_type;

/// One object of a body. What is asked for and isn't there, or isn't what it should be, is noted as an issue; then a value stands in for it
/// that must not be used: `Body::issues` decides whether anything may be.
class Object {
 public:
  /// A text that `parse` understands; its Problem says what was expected.
  template <class Parse>
  auto required(std::string_view member, const Parse& parse) -> Understood<Parse> {
    const auto text = text_of(member, true);
    return text ? parsed(member, *text, parse).value_or(Understood<Parse>{}) : Understood<Parse>{};
  }
  template <class Parse>
  auto optional(std::string_view member, const Parse& parse) -> std::optional<Understood<Parse>> {
    const auto text = text_of(member, false);
    if (!text) return std::nullopt;
    return parsed(member, *text, parse);
  }
  /// A text as it stands, of at most so many bytes.
  [[nodiscard]] std::string text(std::string_view member, std::size_t longest);
  /// One of a closed list of words.
  template <class E>
  [[nodiscard]] E word(std::string_view member, std::span<const std::string_view> words) {
    return static_cast<E>(index_of(member, words, true).value_or(0));
  }
  template <class E>
  [[nodiscard]] std::optional<E> optional_word(std::string_view member, std::span<const std::string_view> words) {
    const auto index = index_of(member, words, false);
    return index ? std::optional(static_cast<E>(*index)) : std::nullopt;
  }
  /// Any of a closed list of words, each once, at least one: by their places.
  [[nodiscard]] std::vector<std::size_t> words(std::string_view member, std::span<const std::string_view> words);
  [[nodiscard]] std::int64_t number(std::string_view member, std::int64_t least, std::int64_t most);
  [[nodiscard]] bool truth(std::string_view member);
  [[nodiscard]] Object object(std::string_view member);
  /// A list of objects.
  [[nodiscard]] std::vector<Object> objects(std::string_view member, std::size_t least, std::size_t most);
  /// A list of texts that `parse` understands.
  template <class Parse>
  auto all(std::string_view member, std::size_t least, std::size_t most, const Parse& parse) -> std::vector<Understood<Parse>> {
    std::vector<Understood<Parse>> values;
    const auto found = texts(member, least, most);
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (auto value = parsed(std::string(member) + "[" + std::to_string(i) + "]", found[i], parse)) values.push_back(std::move(*value));
    }
    return values;
  }
  [[nodiscard]] bool has(std::string_view member) const;

  /// What the reader itself finds wrong.
  void wrong(IssueType type, std::string_view member, std::string detail);

 private:
  friend class Body;
  struct Node;
  Object(Body& body, Node& node) : body_(&body), node_(&node) {}

  [[nodiscard]] const boost::json::value* find(std::string_view member, bool required);
  [[nodiscard]] std::optional<std::string_view> text_of(std::string_view member, bool required);
  [[nodiscard]] std::vector<std::string_view> texts(std::string_view member, std::size_t least, std::size_t most);
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view member, std::span<const std::string_view> words, bool required);
  template <class Parse>
  auto parsed(std::string_view member, std::string_view text, const Parse& parse) -> std::optional<Understood<Parse>> {
    auto value = parse(text);
    if (value) return std::move(*value);
    wrong(IssueType::invalid_structure, member, value.error().expected.empty() ? value.error().what : value.error().expected);
    return std::nullopt;
  }

  Body* body_;
  Node* node_;
};

/// Objects refer to their body: it stays where it is.
class Body {
 public:
  /// JSON (RFC 8259) of UTF-8 whose top is an object, not nested more than 16 deep.
  explicit Body(std::string_view json);
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;
  ~Body();

  [[nodiscard]] Object root();
  /// All that is wrong, members that nobody asked for included; to be asked when everything has been read.
  [[nodiscard]] std::vector<Issue> issues();

 private:
  friend class Object;
  struct Parsed;
  std::unique_ptr<Parsed> parsed_;
  std::deque<std::unique_ptr<Object::Node>> nodes_;
  std::vector<Issue> issues_;
  bool readable_ = true;
};

}  // namespace crossroads::service
