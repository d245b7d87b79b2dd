// crossroads log export: the committee's archive: entries of a period in clear with all that proves them, sealed to the committee (SPEC §11).
#include <fmt/format.h>

#include "cli/house.hpp"
#include "cli/log_words.hpp"
#include "cli/output.hpp"
#include "cli/verifier_keys.hpp"
#include "ledger/archive/export.hpp"

namespace crossroads::cli {
namespace {

std::string in_words(const ledger::Exported& done, const LogExport& action, const ledger::Recipient& recipient) {
  return fmt::format(
      "{}: {} entries, {} of them erased, {} with their agents; {} files in {} sealed parts, {} bytes\n"
      "sealed to         {}, SHA-256 {}\n"
      "told by entry     {}\n"
      "SHA-256           {}\n"
      "Tell the committee this last line on another way. README.txt in the file says how it is opened and verified without this program.\n",
      action.file.string(), done.entries, done.erased, done.agents, done.files, done.sealed_parts, done.bytes, recipient.subject(),
      to_string(recipient.fingerprint()), to_string(ledger::EntryId{done.receipt.shard, done.receipt.first}), to_string(done.digest));
}

std::string as_json(const ledger::Exported& done, const LogExport& action, const ledger::Recipient& recipient) {
  const auto number = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  JsonWriter json;
  json.open_object().member("file", action.file.string()).member("log", action.at.log).member("entries", number(done.entries));
  json.member("erased", number(done.erased)).member("agents", number(done.agents)).member("files", number(done.files));
  json.member("parts", number(done.sealed_parts)).member("bytes", number(done.bytes)).member("sealed_to", recipient.subject());
  json.member("fingerprint", to_string(recipient.fingerprint()));
  json.member("told_by", to_string(ledger::EntryId{done.receipt.shard, done.receipt.first}));
  json.member("sha256", to_string(done.digest)).close_object().end_line();
  return json.take();
}

Result<std::string> exported(const LogExport& action) {
  auto log = CROSSROADS_TRY(open_log(action.at));
  const auto certificate = CROSSROADS_TRY(library::read_text(action.certificate));
  const auto recipient = CROSSROADS_TRY(ledger::Recipient::parse(certificate, log.setting.now()));
  auto reading = CROSSROADS_TRY(act(ledger::Event::exported, action.reader));
  const ledger::ExportSetting setting{.ledger = log.setting,
                                      .keys = [&](const ledger::Origin& origin) -> Result<std::vector<ledger::VerifierKey>> {
                                        return own_keys(*log.keys, origin.text(), ledger::SignatureType::note);
                                      },
                                      .witnesses = CROSSROADS_TRY(verifier_keys(action.witness_keys))};
  const ledger::ExportOrder order{.first = action.first,
                                  .last = action.last,
                                  .agents = !action.without_agents,
                                  .reading = std::move(reading),
                                  .recipient = recipient,
                                  .file = action.file};
  const auto done = CROSSROADS_TRY(ledger::export_archive(log.entries(), setting, order));
  return action.at.format == Format::json ? as_json(done, action, recipient) : in_words(done, action, recipient);
}

}  // namespace

Exit perform(const LogExport& action, const Common&) {
  const auto text = exported(action);
  if (!text) return refuse(text.error());
  const auto written = to_standard_output(*text);
  return written ? Exit::done : refuse(written.error());
}

}  // namespace crossroads::cli
