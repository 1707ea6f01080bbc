-- PostgreSQL finds beginnings of words by itself.
SELECT 1;
