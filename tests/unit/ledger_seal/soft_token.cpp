#include <cstdlib>
#include <fstream>
#include <stdexcept>

#include "keepers.hpp"

namespace crossroads::ledger {

const SoftToken& SoftToken::instance() {
  static const SoftToken token;
  return token;
}

SoftToken::SoftToken() {
  for (const char* candidate :
       {"/usr/lib/softhsm/libsofthsm2.so", "/usr/lib64/softhsm/libsofthsm2.so", "/usr/local/lib/softhsm/libsofthsm2.so"}) {
    if (std::filesystem::exists(candidate)) module_ = candidate;
  }
  const auto tokens = folder_.path() / "tokens";
  const auto settings = folder_.path() / "softhsm2.conf";
  std::filesystem::create_directory(tokens);
  std::ofstream(settings) << "directories.tokendir = " << tokens.string() << "\nobjectstore.backend = file\nlog.level = ERROR\n";
  ::setenv("SOFTHSM2_CONF", settings.c_str(), 1);
  const int made = std::system("softhsm2-util --init-token --free --label crossroads-test --so-pin 5678 --pin 1234 > /dev/null");
  if (module_.empty() || made != 0) throw std::runtime_error("no token: is softhsm2 installed? ./dev setup does it");
}

TokenAddress SoftToken::address(std::string store_name) const {
  return {.module = module_, .token_label = "crossroads-test", .store_name = std::move(store_name)};
}

}  // namespace crossroads::ledger
