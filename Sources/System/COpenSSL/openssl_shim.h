#pragma once
#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// OpenSSL offers these as macros, unions or variadic functions, which Swift cannot import.

static inline int COpenSSL_CTX_set_protocol_range(SSL_CTX *context, int lowest, int highest) {
  return SSL_CTX_set_min_proto_version(context, lowest) == 1 &&
         SSL_CTX_set_max_proto_version(context, highest) == 1;
}

static inline void COpenSSL_CTX_set_options(SSL_CTX *context) {
  SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_TICKET |
                                   SSL_OP_CIPHER_SERVER_PREFERENCE);
}

static inline void COpenSSL_CTX_set_no_session_cache(SSL_CTX *context) {
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}

// SSL_read then returns after each record that is not application data, so that the caller can count
// them, and only the certificates of the file are sent, without the authority's own.
static inline void COpenSSL_CTX_set_modes(SSL_CTX *context) {
  SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
  SSL_CTX_set_mode(context, SSL_MODE_NO_AUTO_CHAIN);
}

static inline void COpenSSL_CTX_set_certificate_list_bytes_max(SSL_CTX *context, long bytes) {
  SSL_CTX_set_max_cert_list(context, bytes);
}

static inline int COpenSSL_CTX_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

static inline int COpenSSL_CTX_set_groups(SSL_CTX *context, const char *groups) {
  return (int)SSL_CTX_set1_groups_list(context, groups);
}

static inline SSL *COpenSSL_X509_STORE_CTX_get_ssl(X509_STORE_CTX *store) {
  return (SSL *)X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
}

static inline void COpenSSL_set_owner(SSL *connection, void *owner) {
  SSL_set_app_data(connection, owner);
}

static inline void *COpenSSL_get_owner(const SSL *connection) {
  return SSL_get_app_data(connection);
}

static inline void COpenSSL_set_message_argument(SSL *connection, void *argument) {
  SSL_set_msg_callback_arg(connection, argument);
}

static inline int COpenSSL_BIO_pending(BIO *bio) { return (int)BIO_pending(bio); }

static inline void COpenSSL_clear_errors(void) {
  if (ERR_peek_error() != 0) {
    ERR_clear_error();
  }
}

static inline int COpenSSL_error_reason(unsigned long error) { return ERR_GET_REASON(error); }

static inline int COpenSSL_GENERAL_NAMES_count(const GENERAL_NAMES *names) {
  return sk_GENERAL_NAME_num(names);
}

// The URI at `index`, or NULL when that name is of another kind.
static inline const ASN1_STRING *COpenSSL_GENERAL_NAMES_uri(const GENERAL_NAMES *names, int index) {
  const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
  if (name == NULL || name->type != GEN_URI) {
    return NULL;
  }
  return name->d.uniformResourceIdentifier;
}

static inline EVP_PKEY *COpenSSL_make_p256_key(void) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
}

static inline EVP_PKEY *COpenSSL_make_rsa_key(size_t bits) {
  return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits);
}

// Verifies `leaf` through `intermediates` to `store` as a TLS peer would at `now`; X509_V_OK or the
// code of what is wrong.
static inline int COpenSSL_verify_chain(X509_STORE *store, X509 *leaf, X509 *const *intermediates,
                                        int count, int is_server, int level, time_t now) {
  int result = X509_V_ERR_OUT_OF_MEM;
  STACK_OF(X509) *chain = sk_X509_new_null();
  X509_STORE_CTX *context = X509_STORE_CTX_new();
  int is_ready = chain != NULL && context != NULL;
  for (int index = 0; is_ready && index < count; index += 1) {
    is_ready = sk_X509_push(chain, intermediates[index]) > 0;
  }
  if (is_ready && X509_STORE_CTX_init(context, store, leaf, chain) == 1 &&
      X509_STORE_CTX_set_default(context, is_server ? "ssl_server" : "ssl_client") == 1) {
    X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(context), level);
    X509_STORE_CTX_set_time(context, 0, now);
    int is_valid = X509_verify_cert(context) == 1;
    result = X509_STORE_CTX_get_error(context);
    if (is_valid) {
      result = X509_V_OK;
    } else if (result == X509_V_OK) {
      result = X509_V_ERR_UNSPECIFIED;
    }
  }
  X509_STORE_CTX_free(context);
  sk_X509_free(chain);
  return result;
}
