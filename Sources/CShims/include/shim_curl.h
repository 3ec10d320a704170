#ifndef SHIM_CURL_H
#define SHIM_CURL_H

// By the module that owns it: a header of two modules has its constants now in one, now in the other.
#include "../../CCurl/shim.h"
#include <stdint.h>

// libcurl's setters and getters are variadic; these fix one argument kind each.

CURLcode shim_easy_set_long(CURL *easy, CURLoption option, long value);
CURLcode shim_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value);
/// libcurl copies the string, except for CURLOPT_POSTFIELDS.
CURLcode shim_easy_set_string(CURL *easy, CURLoption option, const char *value);
/// Data pointers: CURLOPT_WRITEDATA, CURLOPT_PRIVATE, CURLOPT_SOCKOPTDATA, ...
CURLcode shim_easy_set_pointer(CURL *easy, CURLoption option, void *value);
/// The list has to outlive the transfer.
CURLcode shim_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
/// CURLOPT_POSTFIELDS with its length; the bytes have to outlive the transfer.
CURLcode shim_easy_set_post(CURL *easy, const void *bytes, int64_t count);
CURLcode shim_easy_set_write_function(CURL *easy, curl_write_callback function);
CURLcode shim_easy_set_header_function(CURL *easy, curl_write_callback function);
CURLcode shim_easy_set_sockopt_function(CURL *easy, curl_sockopt_callback function);
CURLcode shim_easy_set_opensocket_function(CURL *easy, curl_opensocket_callback function);
CURLcode shim_easy_set_closesocket_function(CURL *easy, curl_closesocket_callback function);

CURLcode shim_easy_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode shim_easy_get_offset(CURL *easy, CURLINFO info, curl_off_t *value);
CURLcode shim_easy_get_pointer(CURL *easy, CURLINFO info, void **value);
/// CURLINFO_ACTIVESOCKET: the connection's socket, CURL_SOCKET_BAD (-1) when it is gone.
CURLcode shim_easy_get_socket(CURL *easy, curl_socket_t *value);

CURLMcode shim_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode shim_multi_set_pointer(CURLM *multi, CURLMoption option, void *value);
CURLMcode shim_multi_set_socket_function(CURLM *multi, curl_socket_callback function);
CURLMcode shim_multi_set_timer_function(CURLM *multi, curl_multi_timer_callback function);

/// Makes a share handle hold a connection cache of its own.
CURLSHcode shim_share_connections(CURLSH *share);

/// The next transfer that ended: its handle and its result; NULL when there is none.
CURL *shim_multi_next_done(CURLM *multi, CURLcode *result);

#endif
