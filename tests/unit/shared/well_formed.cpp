#include "shared/well_formed.hpp"

#include <algorithm>
#include <set>
#include <vector>

namespace crossroads::test {
namespace {

/// A reader that goes through a text once and remembers the first fault.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  [[nodiscard]] std::string page() {
    if (!skip("<!DOCTYPE html>")) return "no document type";
    while (at_ < text_.size() && fault_.empty()) {
      if (peek() == '<') tag();
      else character();
    }
    if (fault_.empty() && !open_.empty()) fail("<" + open_.back() + "> is not closed");
    return fault_;
  }

  [[nodiscard]] std::string json() {
    json_value();
    if (fault_.empty() && at_ != text_.size()) fail("text after the value");
    return fault_;
  }

 private:
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool skip(std::string_view expected) {
    if (!text_.substr(at_).starts_with(expected)) return false;
    at_ += expected.size();
    return true;
  }
  void fail(const std::string& what) {
    if (fault_.empty()) fault_ = what + " near: " + std::string(text_.substr(at_ < 60 ? 0 : at_ - 60, 120));
  }
  [[nodiscard]] std::string name() {
    const auto end = text_.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-:", at_);
    std::string found(text_.substr(at_, end - at_));
    at_ += found.size();
    if (found.empty()) fail("a name is missing");
    return found;
  }

  void character() {
    const auto c = static_cast<unsigned char>(peek());
    if (c == '&') {
      for (const auto* entity : {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"}) {
        if (skip(entity)) return;
      }
      fail("a bare &");
    }
    if (c < 0x20 && c != '\n' && c != '\t' && c != '\r') fail("a control character");
    if (c == '>' && (open_.empty() || open_.back() != "style")) fail("a bare >");
    ++at_;
  }

  void tag() {
    if (skip("</")) {
      const auto closed = name();
      if (open_.empty() || open_.back() != closed) return fail("</" + closed + "> closes nothing");
      open_.pop_back();
      if (!skip(">")) fail("> is missing");
      return;
    }
    ++at_;
    const auto opened = name();
    std::set<std::string> attributes;
    while (fault_.empty() && skip(" ")) {
      const auto attribute = name();
      if (!attributes.insert(attribute).second) return fail(attribute + " stands there twice");
      if (!skip("=\"")) return fail("an attribute without quotes");
      const auto value = at_;
      while (fault_.empty() && peek() != '"') {
        if (peek() == '<' || at_ >= text_.size()) return fail("a bare < in an attribute");
        character();
      }
      ++at_;
      if (attribute == "id" && !ids_.insert(std::string(text_.substr(value, at_ - 1 - value))).second)
        return fail("an id stands there twice");
    }
    if (skip("/>")) return;
    if (!skip(">")) return fail("> is missing");
    open_.push_back(opened);
  }

  void json_value() {
    if (skip("null") || skip("true") || skip("false")) return;
    if (peek() == '"') return json_string();
    if (peek() == '{') return json_list('{', '}');
    if (peek() == '[') return json_list('[', ']');
    const auto begin = at_;
    if (peek() == '-') ++at_;
    while (peek() >= '0' && peek() <= '9') ++at_;
    if (at_ == begin) fail("no value");
  }
  void json_string() {
    ++at_;
    while (peek() != '"') {
      if (at_ >= text_.size() || static_cast<unsigned char>(peek()) < 0x20) return fail("a text that does not end");
      at_ += peek() == '\\' ? 2U : 1U;
    }
    ++at_;
  }
  void json_list(char begin, char end) {
    ++at_;
    std::set<std::string> members;
    if (peek() == end) return static_cast<void>(++at_);
    while (fault_.empty()) {
      if (begin == '{') {
        const auto from = at_;
        if (peek() != '"') return fail("a member without a name");
        json_string();
        if (!members.insert(std::string(text_.substr(from, at_ - from))).second) return fail("a member stands there twice");
        if (!skip(":")) return fail(": is missing");
      }
      json_value();
      if (peek() == end) return static_cast<void>(++at_);
      if (!skip(",")) return fail(", is missing");
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string fault_;
  std::vector<std::string> open_;
  std::set<std::string> ids_;
};

}  // namespace

std::string fault_in_page(std::string_view page) { return Reader(page).page(); }
std::string fault_in_json(std::string_view line) { return Reader(line).json(); }

}  // namespace crossroads::test
