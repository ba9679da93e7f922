-- Prefect keeps its history in a database of its own, beside the store.
CREATE DATABASE prefect;
