// Loaded before h2load, which has no option for it: gives every TLS context the client certificate and
// key that HMO_CERTIFICATE and HMO_KEY name.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>

SSL_CTX *SSL_CTX_new(const SSL_METHOD *method) {
  SSL_CTX *(*make)(const SSL_METHOD *);
  *(void **)&make = dlsym(RTLD_NEXT, "SSL_CTX_new");
  SSL_CTX *context = make(method);
  const char *certificate = getenv("HMO_CERTIFICATE");
  const char *key = getenv("HMO_KEY");
  if (context == NULL || certificate == NULL || key == NULL) return context;
  if (SSL_CTX_use_certificate_chain_file(context, certificate) != 1 ||
      SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1) {
    fprintf(stderr, "client_certificate: HMO_CERTIFICATE or HMO_KEY cannot be used\n");
    exit(1);
  }
  return context;
}
