#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include "config/value.hpp"

namespace crossroads::config {
namespace {

Place place_of(const toml::source_region& region, const std::string& file) {
  return {.file = file, .line = region.begin.line, .column = region.begin.column};
}

class Reader {
 public:
  explicit Reader(const std::string& file) : file_(file) {}

  Result<void> read(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const auto name = prefix + std::string(key.str());
      if (const auto* inner = node.as_table()) {
        CROSSROADS_CHECK(read(*inner, name + "."));
      } else {
        values_.insert_or_assign(name, CROSSROADS_TRY(value(node, name)));
      }
    }
    return {};
  }
  [[nodiscard]] Values take() { return std::move(values_); }

 private:
  Result<Value> value(const toml::node& node, const std::string& name) const {
    const auto place = place_of(node.source(), file_);
    if (const auto* text = node.as_string()) return Value{text->get(), place};
    if (const auto* number = node.as_integer()) return Value{number->get(), place};
    if (const auto* truth = node.as_boolean()) return Value{truth->get(), place};
    if (const auto* list = node.as_array()) {
      Value::Texts texts;
      for (const auto& one : *list) {
        const auto* text = one.as_string();
        if (text == nullptr) return other(one, name);
        texts.push_back(text->get());
      }
      return Value{std::move(texts), place};
    }
    return other(node, name);
  }
  Result<Value> other(const toml::node& node, const std::string& name) const {
    return failure({.what = "no setting has a value of this kind",
                    .place = place_of(node.source(), file_),
                    .field = name,
                    .expected = "a text, a whole number, true or false, or a list of texts"});
  }

  const std::string& file_;
  Values values_;
};

}  // namespace

Result<Values> read_toml(std::string_view text, const std::string& file) {
  const auto parsed = toml::parse(text, std::string_view(file));
  if (!parsed) {
    return failure({.what = "no TOML: " + std::string(parsed.error().description()),
                    .place = place_of(parsed.error().source(), file),
                    .expected = "tables in [brackets] and lines such as `key = \"value\"` (toml.io)"});
  }
  Reader reader(file);
  CROSSROADS_CHECK(reader.read(parsed.table(), {}));
  return reader.take();
}

}  // namespace crossroads::config
