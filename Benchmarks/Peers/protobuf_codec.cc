// Google's C++ library on a claim message, for a comparison with our codec.
//
//   protobuf_codec FILE MILLISECONDS
//
// FILE holds one encoded hmo.claim.v1.SubmitClaimRequest. Decodes it into a fresh message and encodes
// that again for the given time, and prints the nanoseconds of a round: on the heap, then on an arena
// that is used anew for each message.
#include <google/protobuf/arena.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "hmo/claim/v1/claim_service.pb.h"

using Clock = std::chrono::steady_clock;
using Request = hmo::claim::v1::SubmitClaimRequest;

namespace {

// round(output) decodes and encodes once; the size of what came out keeps it from being left out.
template <typename Round>
double nanoseconds(int milliseconds, Round round) {
  const auto end = Clock::now() + std::chrono::milliseconds(milliseconds);
  const auto start = Clock::now();
  long rounds = 0;
  size_t bytes = 0;
  while (Clock::now() < end) {
    for (int i = 0; i < 100; i++) bytes += round();
    rounds += 100;
  }
  const std::chrono::duration<double, std::nano> time = Clock::now() - start;
  if (bytes == 0) std::exit(1);
  return time.count() / rounds;
}

size_t pass(Request& message, const std::string& input, std::string& output) {
  if (!message.ParseFromArray(input.data(), static_cast<int>(input.size()))) std::exit(1);
  const size_t size = message.ByteSizeLong();
  output.resize(size);
  message.SerializeWithCachedSizesToArray(reinterpret_cast<uint8_t*>(output.data()));
  return size;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: protobuf_codec FILE MILLISECONDS\n";
    return 2;
  }
  std::ifstream file(arguments[1], std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  const std::string input = text.str();
  const int milliseconds = std::atoi(arguments[2]);
  std::string output;
  const double heap = nanoseconds(milliseconds, [&] {
    Request message;
    return pass(message, input, output);
  });
  google::protobuf::ArenaOptions options;
  static char block[64 * 1024];
  options.initial_block = block;
  options.initial_block_size = sizeof(block);
  google::protobuf::Arena arena(options);
  const double onArena = nanoseconds(milliseconds, [&] {
    auto* message = google::protobuf::Arena::CreateMessage<Request>(&arena);
    const size_t size = pass(*message, input, output);
    arena.Reset();
    return size;
  });
  std::cout << "heap " << heap << "\narena " << onArena << std::endl;
  return 0;
}
