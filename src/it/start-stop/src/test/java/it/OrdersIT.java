package it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class OrdersIT {
    private static String get(String path) throws Exception {
        URI uri = URI.create("http://" + System.getProperty("orders.host") + ":" + System.getProperty("orders.port") + path);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        return answer.body();
    }

    @Test
    void isReady() throws Exception {
        assertEquals("fine\n", get("/health"));
    }

    @Test
    void runsAsInProduction() throws Exception {
        String status = get("/status");
        assertTrue(status.contains("CapBnd:\t0000000000000000"), status);
        assertTrue(status.contains("NoNewPrivs:\t1"), status);
        assertTrue(status.contains("root: true tmp: true"), status);
        assertTrue(status.contains("greeting: hello"), status);
        assertTrue(status.contains("config: mounted"), status);
    }

    @Test
    void findsItsPeerByName() throws Exception {
        assertEquals("200 OK\n", get("/peer"));
    }
}
