// docs/configuration.md is what the tables say.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "config/service.hpp"

namespace crossroads::config {
namespace {

std::string page() {
  std::ifstream stream(CROSSROADS_ROOT "/docs/configuration.md", std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct ServiceCase {
  const char* name;
  std::span<const Setting> settings;
};

TEST(ConfigDocument, HoldsEveryTableAsItIs) {
  const auto text = page();
  for (const auto& [name, settings] :
       {ServiceCase{"register", register_table().settings()}, ServiceCase{"source", source_table().settings()},
        ServiceCase{"hub", hub_table().settings()}, ServiceCase{"desk", desk_table().settings()}}) {
    SCOPED_TRACE(name);
    const auto expected = "## `crossroads " + std::string(name) + "`\n\n" + markdown(settings);
    EXPECT_NE(text.find(expected), std::string::npos) << "docs/configuration.md should hold:\n" << expected;
  }
}

TEST(ConfigDocument, TheSampleIsAConfigurationOnceItIsSaid) {
  const auto read = register_table().read(sample("a title", register_table().settings()), "/etc/crossroads/register.toml");
  ASSERT_TRUE(read) << one_line(read.error().front());
  EXPECT_EQ(read->persons, Count{1000});
}

}  // namespace
}  // namespace crossroads::config
