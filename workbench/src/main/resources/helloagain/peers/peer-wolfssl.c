/* A peer for "hello peers": ROLE PORT GROUPS SCENARIO LABEL CERTIFICATE KEY TRUSTED
 * A server answers what it reads with the same; a client passes on one line and prints the answer.
 * To be probed, a client has TLS 1.2 as well, and connects again and again. Groups are code points. */
#include <wolfssl/options.h>
#include <wolfssl/ssl.h>

#include <arpa/inet.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_GROUPS = 8, EXPORTED = 32, MOST_READ = 4096 };

static const char *label;
static int groups[MOST_GROUPS];
static int group_count;
static int has_cookie;
static int is_probed;

static void complain(const char *what) {
  printf("%s\n", what);
  fflush(stdout);
}

static void fail(const char *what) {
  complain(what);
  exit(1);
}

static void complain_of(WOLFSSL *ssl, int result) {
  char reason[WOLFSSL_MAX_ERROR_SZ];
  complain(wolfSSL_ERR_error_string((unsigned long)wolfSSL_get_error(ssl, result), reason));
}

static void tell_exported(WOLFSSL *ssl) {
  unsigned char exported[EXPORTED];
  if (wolfSSL_export_keying_material(
          ssl, exported, sizeof exported, label, strlen(label), NULL, 0, 0) != WOLFSSL_SUCCESS) {
    fail("no keying material");
  }
  printf("exported ");
  for (int i = 0; i < EXPORTED; i++) {
    printf("%02x", exported[i]);
  }
  printf("\n");
  fflush(stdout);
}

static WOLFSSL_CTX *context(char **argv, int is_server) {
  WOLFSSL_CTX *made = wolfSSL_CTX_new(
      is_server ? wolfTLSv1_3_server_method()
                : is_probed ? wolfSSLv23_client_method() : wolfTLSv1_3_client_method());
  char *rest = NULL;
  for (char *one = strtok_r(argv[3], ",", &rest); one != NULL; one = strtok_r(NULL, ",", &rest)) {
    if (group_count < MOST_GROUPS) {
      groups[group_count++] = atoi(one);
    }
  }
  if (wolfSSL_CTX_set_groups(made, groups, group_count) != WOLFSSL_SUCCESS) {
    fail("the groups cannot be set");
  }
  if (wolfSSL_CTX_use_certificate_chain_file(made, argv[6]) != WOLFSSL_SUCCESS
      || wolfSSL_CTX_use_PrivateKey_file(made, argv[7], WOLFSSL_FILETYPE_PEM) != WOLFSSL_SUCCESS
      || wolfSSL_CTX_load_verify_locations(made, argv[8], NULL) != WOLFSSL_SUCCESS) {
    fail("a certificate or a key cannot be read");
  }
  if (is_server && strcmp(argv[4], "client_certificate") == 0) {
    wolfSSL_CTX_set_verify(
        made, WOLFSSL_VERIFY_PEER | WOLFSSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
  } else {
    wolfSSL_CTX_set_verify(made, is_server ? WOLFSSL_VERIFY_NONE : WOLFSSL_VERIFY_PEER, NULL);
  }
  return made;
}

static void echo(WOLFSSL_CTX *made, int descriptor) {
  char data[MOST_READ];
  WOLFSSL *ssl = wolfSSL_new(made);
  wolfSSL_set_fd(ssl, descriptor);
  if (has_cookie) {
    wolfSSL_send_hrr_cookie(ssl, NULL, 0);
  }
  int result = wolfSSL_accept(ssl);
  if (result == WOLFSSL_SUCCESS) {
    tell_exported(ssl);
    for (int size; (size = wolfSSL_read(ssl, data, sizeof data)) > 0;) {
      wolfSSL_write(ssl, data, size);
    }
    wolfSSL_shutdown(ssl);
  } else {
    complain_of(ssl, result);
  }
  wolfSSL_free(ssl);
}

static void serve(WOLFSSL_CTX *made, struct sockaddr_in *address) {
  int listening = socket(AF_INET, SOCK_STREAM, 0);
  int on = 1;
  setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listening, (struct sockaddr *)address, sizeof *address) != 0
      || listen(listening, 8) != 0) {
    fail("the port is in use");
  }
  for (;;) {
    int descriptor = accept(listening, NULL, NULL);
    echo(made, descriptor);
    close(descriptor);
  }
}

/* Returns the session, with its ticket. */
static WOLFSSL_SESSION *connect_once(
    WOLFSSL_CTX *made, struct sockaddr_in *address, const char *line, WOLFSSL_SESSION *known) {
  char data[MOST_READ];
  int descriptor = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(descriptor, (struct sockaddr *)address, sizeof *address) != 0) {
    fail("no connection");
  }
  WOLFSSL *ssl = wolfSSL_new(made);
  wolfSSL_set_fd(ssl, descriptor);
  wolfSSL_check_domain_name(ssl, "localhost");
  wolfSSL_UseSNI(ssl, WOLFSSL_SNI_HOST_NAME, "localhost", strlen("localhost"));
  if (known != NULL) {
    wolfSSL_set_session(ssl, known);
  }
  /* Without this it shares a group of its own choice. */
  wolfSSL_UseKeyShare(ssl, (unsigned short)groups[0]);
  int result = wolfSSL_connect(ssl);
  if (result != WOLFSSL_SUCCESS) {
    complain_of(ssl, result);
    if (!is_probed) {
      exit(1);
    }
    wolfSSL_free(ssl);
    close(descriptor);
    return NULL;
  }
  tell_exported(ssl);
  wolfSSL_write(ssl, line, (int)strlen(line));
  for (int size; (size = wolfSSL_read(ssl, data, sizeof data)) > 0;) {
    fwrite(data, 1, (size_t)size, stdout);
    fflush(stdout);
  }
  WOLFSSL_SESSION *session = wolfSSL_get1_session(ssl);
  wolfSSL_shutdown(ssl);
  wolfSSL_free(ssl);
  close(descriptor);
  return session;
}

int main(int argc, char **argv) {
  char line[MOST_READ];
  struct sockaddr_in address = {.sin_family = AF_INET};
  if (argc != 9) {
    fail("ROLE PORT GROUPS SCENARIO LABEL CERTIFICATE KEY TRUSTED");
  }
  signal(SIGPIPE, SIG_IGN);
  address.sin_port = htons((unsigned short)atoi(argv[2]));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  label = argv[5];
  has_cookie = strcmp(argv[4], "cookie") == 0;
  wolfSSL_Init();
  int is_server = strcmp(argv[1], "server") == 0;
  is_probed = !is_server && strcmp(argv[4], "probe") == 0;
  WOLFSSL_CTX *made = context(argv, is_server);
  if (is_server) {
    serve(made, &address);
  }
  if (fgets(line, sizeof line, stdin) == NULL) {
    fail("nothing to send");
  }
  while (is_probed) {
    wolfSSL_SESSION_free(connect_once(made, &address, line, NULL));
  }
  WOLFSSL_SESSION *session = connect_once(made, &address, line, NULL);
  if (strcmp(argv[4], "ticket") == 0) {
    connect_once(made, &address, line, session);
  }
  return 0;
}
