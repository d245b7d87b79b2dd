// The source's runs as its operator asks for them: begun durably, performed one after the other, taken up again after a restart.
#pragma once

#include <deque>
#include <functional>
#include <mutex>

#include "exchange/push/push_law.hpp"
#include "run/message_store.hpp"
#include "run/run_report.hpp"
#include "service/api.hpp"

namespace crossroads::exchange::push {

/// For any thread.
class SourceRuns {
 public:
  /// All outlive it.
  struct Parts {
    const consultation::House& house;
    /// Does something with the records over a connection of its own.
    using WithRecords = std::function<Result<void>(const std::function<Result<void>(run::MessageStore&)>&)>;
    WithRecords with_records;
    std::function<Result<run::RunReport>(const PushLaw&, domain::Month, run::RunId, Waiting&)> perform;
    std::function<void()> asked = {};  ///< called when there is something to perform
  };
  SourceRuns(Parts parts, const std::vector<PushLaw>& laws) : parts_(std::move(parts)), laws_(laws) {}

  /// Takes up the runs that were begun and never finished, but for those that a later one of the same authorisation made needless.
  [[nodiscard]] Result<void> take_up_unfinished();

  /// `POST /source/v1/runs` and `GET /source/v1/runs`, for the institution itself.
  [[nodiscard]] std::vector<service::Operation> operations();

  /// Performs the run that was asked for first. Nothing where there is none; a problem where it has to be tried again.
  [[nodiscard]] Result<std::optional<run::RunReport>> perform_next(Waiting& waiting);
  /// How many are asked for and not finished.
  [[nodiscard]] std::size_t waiting() const;

 private:
  struct Asked {
    run::RunId id{};
    const PushLaw* law;
    domain::Month month;
  };
  [[nodiscard]] service::Answer start(service::Call& call);
  [[nodiscard]] service::Answer list();

  Parts parts_;
  const std::vector<PushLaw>& laws_;
  mutable std::mutex mutex_;
  std::deque<Asked> asked_;
};

}  // namespace crossroads::exchange::push
