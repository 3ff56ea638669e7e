#include "app/submission_answer.hpp"

#include "app/json_forms.hpp"
#include "app/routes.hpp"

namespace raccordo::app {
namespace {

net::Response receipt_response(const model::Receipt& receipt, int status) {
  auto response = json_response(status, receipt_json(receipt));
  if (status == 201) response.headers.emplace_back("location", "/v1/submissions/" + receipt.id);
  return response;
}

net::Response broken_response(const Request& request, const model::Receipt& receipt,
                              const model::Issue* broken) {
  Problem problem{"truncated-document", "", {}, receipt_json(receipt), 0};
  if (broken != nullptr) {
    problem.detail = broken->message;
    problem.errors.push_back(*broken);
  }
  return problem_response(request, problem);
}

}  // namespace

net::Response answer_of(const SubmissionOrder& order, const DocumentResult& result) {
  const auto& request = *order.request;
  if (!result.broken) return receipt_response(result.receipt, order.dry_run ? 200 : 201);
  if (result.receipt.state == model::SubmissionState::failed) {
    return problem_response(request, {"malformed-document", result.broken->message, {*result.broken}});
  }
  return broken_response(request, result.receipt, &*result.broken);
}

net::Response replayed_answer(const SubmissionOrder& order, const model::Receipt& receipt, int status) {
  auto response = status == 202   ? accepted_answer(receipt.id)
                  : status == 422 ? broken_response(*order.request, receipt, nullptr)
                                  : receipt_response(receipt, status);
  response.headers.emplace_back("idempotency-replayed", "true");
  return response;
}

net::Response accepted_answer(const std::string& submission) {
  auto response = json_response(202, R"({"id":")" + submission + R"(","state":"RUNNING"})");
  response.headers.emplace_back("location", "/v1/submissions/" + submission + "/status");
  response.headers.emplace_back("retry-after", "1");
  return response;
}

}  // namespace raccordo::app
