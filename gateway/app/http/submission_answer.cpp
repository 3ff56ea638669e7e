#include "app/http/submission_answer.hpp"

#include <utility>

#include "app/forms/json_forms.hpp"
#include "app/http/answer_language.hpp"
#include "app/http/routes.hpp"
#include "app/problem/phrases.hpp"

namespace raccordo::app {
namespace {

net::Response receipt_response(const Request& request, const model::Receipt& receipt, int status) {
  const auto language = language_of(request);
  auto response = json_in(language, status, receipt_json(receipt, language));
  if (status == 201) response.headers.emplace_back("location", "/v1/submissions/" + receipt.id);
  return response;
}

net::Response broken_response(const Request& request, const model::Receipt& receipt,
                              const model::Issue* broken) {
  Problem problem{"truncated-document", "", {}, receipt_json(receipt, language_of(request)), 0};
  if (broken != nullptr) {
    problem.detail = broken->message;
    problem.errors.push_back(*broken);
  }
  return problem_response(request, problem);
}

codecs::Verdict verdict_of(const DocumentResult& result) {
  if (result.broken || result.receipt.state == model::SubmissionState::truncated)
    return codecs::Verdict::refused;
  return result.receipt.counts.rejected > 0 ? codecs::Verdict::error : codecs::Verdict::accepted;
}

std::string counted(std::string_view sentence, std::size_t count, std::string_view where) {
  std::string out(sentence);
  const auto fill = [&out](std::string_view name, const std::string& value) {
    const auto at = out.find(name);
    if (at != std::string::npos) out.replace(at, name.size(), value);
  };
  fill("{count}", std::to_string(count));
  fill("{address}", std::string(where));
  return out;
}

codecs::AnswerWords words_of(const SubmissionOrder& order, const DocumentResult& result, Language language) {
  const auto say = [language](std::string_view name) { return std::string(sentence_in(name, language)); };
  const auto& receipt = result.receipt;
  const bool is_kept = !order.dry_run && !result.refused_whole && !receipt.id.empty();
  const auto address = order.request->config().public_url + "/v1/submissions/" + receipt.id + "/issues";
  return {say("answer-all-well"),
          say("answer-received"),
          say("answer-not-read"),
          say("answer-of-its-record"),
          counted(say(is_kept ? "answer-more-issues" : "answer-more-faults"), receipt.issues.size(), address),
          say("answer-line")};
}

/// The issues with their sentences in the language of the sender; in Italian the English message, which is
/// more precise, follows.
std::vector<model::Issue> issues_in(std::vector<model::Issue> issues, Language language) {
  if (language == Language::en) return issues;
  for (auto& issue : issues) {
    const auto english = std::exchange(issue.message, message_in(issue, language));
    if (!english.empty()) issue.message += " technical: " + english;
  }
  return issues;
}

/// The same answer in the form of the interchange: status and headers are the same except Content-Type.
net::Response written_in(const SubmissionOrder& order, net::Response answer, const DocumentResult& result) {
  const auto& protocol = *order.answer_in;
  std::erase_if(answer.headers, [](const net::Header& header) {
    return header.first == "content-type" || header.first == "content-language";
  });
  answer.headers.emplace_back("content-type", std::string(protocol.media_type()));
  const auto language = language_of(*order.request);
  answer.headers.emplace_back("content-language", tag(language));
  const codecs::DocumentAnswer all{result.facts,
                                   verdict_of(result),
                                   result.receipt.id,
                                   result.receipt.received_at,
                                   issues_in(result.receipt.issues, language),
                                   answer.status,
                                   result.outcomes,
                                   order.dry_run,
                                   result.refused_whole,
                                   order.request->config().public_url,
                                   result.receipt.issues_truncated,
                                   words_of(order, result, language)};
  answer.status = protocol.status(all);
  answer.body = protocol.write(all);
  return answer;
}

net::Response json_answer_of(const SubmissionOrder& order, const DocumentResult& result) {
  const auto& request = *order.request;
  if (result.refused_whole) {
    return problem_response(request, {"transaction-refused", "", result.receipt.issues});
  }
  if (!result.broken) return receipt_response(request, result.receipt, order.dry_run ? 200 : 201);
  if (result.receipt.state == model::SubmissionState::failed) {
    const auto code = result.broken->code == model::IssueCode::bad_encoding
                          ? model::IssueCode::bad_encoding
                          : model::IssueCode::malformed_document;
    return problem_response(request, {model::to_string(code), result.broken->message, {*result.broken}});
  }
  return broken_response(request, result.receipt, &*result.broken);
}

}  // namespace

net::Response answer_of(const SubmissionOrder& order, const DocumentResult& result) {
  auto answer = json_answer_of(order, result);
  return order.answer_in == nullptr ? answer : written_in(order, std::move(answer), result);
}

net::Response replayed_answer(const SubmissionOrder& order, const model::Receipt& receipt, int status) {
  if (status == 202) {
    auto response = accepted_answer(order, receipt.id);
    response.headers.emplace_back("idempotency-replayed", "true");
    return response;
  }
  auto response = status == 422 ? broken_response(*order.request, receipt, nullptr)
                                : receipt_response(*order.request, receipt, status);
  if (order.answer_in != nullptr) response = written_in(order, std::move(response), {receipt, {}, {}});
  response.headers.emplace_back("idempotency-replayed", "true");
  return response;
}

net::Response accepted_answer(const SubmissionOrder& order, const std::string& submission) {
  auto response = json_response(202, R"({"id":")" + submission + R"(","state":"RECEIVED"})");
  response.headers.emplace_back("location", "/v1/submissions/" + submission + "/status");
  response.headers.emplace_back("retry-after", "1");
  response.headers.emplace_back("x-correlation-id", submission);
  if (order.answer_in == nullptr || !order.answer_in->has_words()) return response;
  DocumentResult received;
  received.receipt.id = submission;
  return written_in(order, std::move(response), received);
}

}  // namespace raccordo::app
