// gRPC C++ answering hmo.testing.v1.EchoService/Echo, for a comparison with our server: callback
// interface, TLS 1.3, a certificate wanted of every client.
//
//   grpc_echo_server CERTIFICATE KEY AUTHORITY
//
// Prints `listening on PORT` once it does.
#include <grpcpp/grpcpp.h>

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "hmo/testing/v1/testing.grpc.pb.h"

namespace echo = hmo::testing::v1;

namespace {

std::string contents(const char* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "grpc_echo_server: " << path << " cannot be read\n";
    std::exit(1);
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

class EchoService final : public echo::EchoService::CallbackService {
  grpc::ServerUnaryReactor* Echo(grpc::CallbackServerContext* context,
                                 const echo::EchoRequest* request,
                                 echo::EchoResponse* response) override {
    response->set_text(request->text());
    response->set_payload(request->payload());
    grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
    reactor->Finish(grpc::Status::OK);
    return reactor;
  }
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::cerr << "usage: grpc_echo_server CERTIFICATE KEY AUTHORITY\n";
    return 2;
  }
  grpc::SslServerCredentialsOptions options(
      GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  options.pem_key_cert_pairs.push_back({contents(arguments[2]), contents(arguments[1])});
  options.pem_root_certs = contents(arguments[3]);

  EchoService service;
  int port = 0;
  grpc::ServerBuilder builder;
  builder.AddListeningPort("127.0.0.1:0", grpc::SslServerCredentials(options), &port);
  builder.RegisterService(&service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (!server || port == 0) {
    std::cerr << "grpc_echo_server: it cannot listen\n";
    return 1;
  }
  std::cout << "listening on " << port << std::endl;
  server->Wait();
  return 0;
}
